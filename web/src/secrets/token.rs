//! Tokens: how they are made, what they are called, and what each role may do.

use paridad_store::ANONYMOUS;
use ring::digest::{SHA256, digest as sha256};
use ring::rand::{SecureRandom, SystemRandom};

/// What every token begins with, so that it is recognised where it should not be.
const PREFIX: &str = "pdt_";

/// The most characters of a name.
const NAME_MAX: usize = 64;

/// Names that the record gives to others: to whoever has no token, and to the program itself.
const TAKEN: [&str; 2] = [ANONYMOUS, "paridad"];

/// What a request wants to do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Right {
    /// To look.
    Read,
    /// To send values of the bank's own series.
    Push,
    /// To decide on values that are held.
    Review,
    /// To pull, verify and copy, and to decide who speaks and what is history.
    Operate,
    /// To say who may do what.
    Administer,
}

/// What a token allows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub(crate) enum Role {
    /// Looks.
    Reader,
    /// Sends values of the bank's own series, and nothing else.
    Pusher,
    /// Looks, and decides on values that are held.
    Reviewer,
    /// Looks, pulls, verifies, copies, and decides who speaks and what is history.
    Operator,
    /// All of it, and makes and revokes tokens.
    Admin,
    /// Signs what it sends to a webhook; it is no token that can be shown.
    Webhook,
}

impl Role {
    /// All roles.
    const ALL: [Self; 6] =
        [Self::Reader, Self::Pusher, Self::Reviewer, Self::Operator, Self::Admin, Self::Webhook];

    /// Its name on record.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Reader => "reader",
            Self::Pusher => "pusher",
            Self::Reviewer => "reviewer",
            Self::Operator => "operator",
            Self::Admin => "admin",
            Self::Webhook => "webhook",
        }
    }

    /// The role of that name.
    pub(crate) fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|role| role.name() == name)
    }

    /// Whether it has a right.
    pub(crate) fn allows(self, right: Right) -> bool {
        match self {
            Self::Reader => right == Right::Read,
            Self::Pusher => right == Right::Push,
            Self::Reviewer => matches!(right, Right::Read | Right::Review),
            Self::Operator => matches!(right, Right::Read | Right::Operate),
            Self::Admin => true,
            Self::Webhook => false,
        }
    }
}

/// Whether somebody may be called so: 1 to 64 characters of a-z, 0-9, `.`, `_` and `-`.
pub(crate) fn is_name(name: &str) -> bool {
    let allowed =
        |letter: u8| letter.is_ascii_lowercase() || letter.is_ascii_digit() || b"._-".contains(&letter);
    (1..=NAME_MAX).contains(&name.len()) && name.bytes().all(allowed) && !TAKEN.contains(&name)
}

/// A new token: 256 random bits. Nothing if the system has none to give.
pub(crate) fn mint() -> Option<String> {
    random().map(|bytes| format!("{PREFIX}{}", hex::encode(bytes)))
}

/// 256 bits that nobody can guess.
pub(crate) fn random() -> Option<[u8; 32]> {
    let mut bytes = [0; 32];
    SystemRandom::new().fill(&mut bytes).ok()?;
    Some(bytes)
}

/// The SHA-256 digest of a token, which is all that is kept of it: no salt, for there is nothing in 256 random bits to guess.
pub(crate) fn digest(token: &str) -> [u8; 32] {
    let mut bytes = [0; 32];
    bytes.copy_from_slice(sha256(&SHA256, token.as_bytes()).as_ref());
    bytes
}

/// The 32 bytes that 64 hexadecimal digits stand for.
pub(crate) fn from_hex(digits: &str) -> Option<[u8; 32]> {
    let mut bytes = [0; 32];
    hex::decode_to_slice(digits, &mut bytes).ok()?;
    Some(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_token_has_256_bits_of_its_own_and_a_prefix() {
        let (one, other) = (mint().unwrap(), mint().unwrap());
        assert_ne!(one, other);
        assert_eq!(one.len(), 4 + 64);
        assert!(one.starts_with("pdt_") && from_hex(&one[4..]).is_some());
    }

    #[test]
    fn a_digest_is_sha_256() {
        let known = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
        assert_eq!(hex::encode(digest("abc")), known);
        assert_eq!(from_hex(known), Some(digest("abc")));
        for wrong in ["", "ba", &known.replace('b', "g"), &"é".repeat(32)] {
            assert_eq!(from_hex(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn names_are_plain_and_not_those_of_others() {
        for name in ["ana", "core-banking_2.test", &"x".repeat(64)] {
            assert!(is_name(name), "{name}");
        }
        for name in ["", "Ana", "a b", "ana\n", "ñ", "local", "paridad", &"x".repeat(65)] {
            assert!(!is_name(name), "{name}");
        }
    }

    #[test]
    fn each_role_may_do_its_own_and_no_more() {
        let rights = [Right::Read, Right::Push, Right::Review, Right::Operate, Right::Administer];
        let allowed = |role: Role| rights.map(|right| role.allows(right));
        assert_eq!(allowed(Role::Reader), [true, false, false, false, false]);
        assert_eq!(allowed(Role::Pusher), [false, true, false, false, false]);
        assert_eq!(allowed(Role::Reviewer), [true, false, true, false, false]);
        assert_eq!(allowed(Role::Operator), [true, false, false, true, false]);
        assert_eq!(allowed(Role::Admin), [true; 5]);
        assert_eq!(allowed(Role::Webhook), [false; 5]);
        for role in Role::ALL {
            assert_eq!(Role::named(role.name()), Some(role));
        }
    }
}
