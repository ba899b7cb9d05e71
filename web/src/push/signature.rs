//! The signatures that webhooks make with the secrets that they share with us.

use crate::problem::Refusal;
use crate::secrets::token::from_hex;
use chrono::{DateTime, TimeDelta, Utc};
use ring::hmac;

/// For how long a signature holds, and how far a sender's clock may be ahead.
const TOLERANCE: TimeDelta = TimeDelta::minutes(5);

/// What stands in `X-Paridad-Signature`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Signature {
    seconds: i64,
    code: Vec<u8>,
}

impl Signature {
    /// Reads `t=<unix seconds>,v1=<hexadecimal digits>`.
    pub(crate) fn parse(text: &str) -> Option<Self> {
        let (seconds, code) = text.split_once(',')?;
        let seconds = seconds.strip_prefix("t=")?;
        let digits = code.strip_prefix("v1=")?;
        let is_number = !seconds.is_empty() && seconds.bytes().all(|digit| digit.is_ascii_digit());
        let code = from_hex(digits)?.to_vec();
        Some(Self { seconds: seconds.parse().ok().filter(|_| is_number)?, code })
    }

    /// Whether `secret` has signed `body` not long before or after `now`. The codes are compared in constant time.
    pub(crate) fn check(&self, secret: &str, body: &[u8], now: DateTime<Utc>) -> Result<(), Refusal> {
        let key = hmac::Key::new(hmac::HMAC_SHA256, secret.as_bytes());
        let signed = [format!("{}.", self.seconds).as_bytes(), body].concat();
        hmac::verify(&key, &signed, &self.code).map_err(|_| Refusal::Signature)?;
        let signed_at = DateTime::from_timestamp(self.seconds, 0).ok_or(Refusal::SignedAt)?;
        if (now - signed_at).abs() > TOLERANCE { Err(Refusal::SignedAt) } else { Ok(()) }
    }

    /// The key under which its push is known, however the same signature is written.
    pub(crate) fn idempotency_key(&self) -> String {
        format!("t={},v1={}", self.seconds, hex::encode(&self.code))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// HMAC-SHA256 of `1795204800.{"observations":[]}` under `key`, computed elsewhere.
    const CODE: &str = "edb45f5a506e74d859f8125d30dd4694da2699bf092dad22e17b81438cf3ac6c";
    const BODY: &[u8] = br#"{"observations":[]}"#;

    fn at(seconds: i64) -> DateTime<Utc> {
        DateTime::from_timestamp(seconds, 0).unwrap()
    }

    #[test]
    fn a_signature_holds_for_its_body_its_secret_and_five_minutes() {
        let signature = Signature::parse(&format!("t=1795204800,v1={CODE}")).unwrap();
        for seconds in [1_795_204_500, 1_795_204_800, 1_795_205_100] {
            assert!(signature.check("key", BODY, at(seconds)).is_ok(), "{seconds}");
        }
        for seconds in [1_795_204_499, 1_795_205_101] {
            assert!(matches!(signature.check("key", BODY, at(seconds)), Err(Refusal::SignedAt)), "{seconds}");
        }
        let now = at(1_795_204_800);
        assert!(matches!(signature.check("other", BODY, now), Err(Refusal::Signature)));
        assert!(matches!(signature.check("key", b"{}", now), Err(Refusal::Signature)));
        let moved = Signature { seconds: 1_795_204_801, ..signature };
        assert!(matches!(moved.check("key", BODY, now), Err(Refusal::Signature)));
    }

    #[test]
    fn the_same_signature_has_the_same_key_in_any_case() {
        let one = Signature::parse(&format!("t=1,v1={CODE}")).unwrap();
        let other = Signature::parse(&format!("t=1,v1={}", CODE.to_uppercase())).unwrap();
        assert_eq!(one.idempotency_key(), other.idempotency_key());
        assert!(one.idempotency_key().len() <= 200);
        let wrong = ["", "t=1", "v1=aa,t=1", "t=-1,v1=aa", "t=+1,v1=aa", "t=1,v1=a"];
        for text in wrong.map(str::to_owned).into_iter().chain([format!("t=1,v1={CODE},v1={CODE}")]) {
            assert_eq!(Signature::parse(&text), None, "{text}");
        }
    }
}
