//! The door: whether who comes over the network and shows no token is let in.

use paridad_store::Archive;
use std::sync::atomic::{AtomicBool, Ordering};

/// Open until somebody has a token, or somebody closes it; it never opens again.
#[derive(Debug, Default)]
pub(crate) struct Door(AtomicBool);

impl Door {
    /// From now on a token is needed.
    pub(crate) fn close(&self) {
        self.0.store(true, Ordering::Release);
    }

    /// Closes where the archive knows of any token, be it revoked, and where that cannot be read.
    pub(crate) fn settle(&self, archive: &Archive) {
        let tokens = archive.read().and_then(|reader| reader.tokens());
        if let Err(error) = &tokens {
            tracing::warn!(error = %error, "the tokens cannot be read, so who shows none is not let in");
        }
        if tokens.is_ok_and(|tokens| tokens.is_empty()) {
            return;
        }
        self.close();
    }

    /// Whether a token is needed.
    pub(crate) fn is_closed(&self) -> bool {
        self.0.load(Ordering::Acquire)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::Utc;
    use paridad_store::TokenRow;

    #[test]
    fn it_is_closed_by_a_token_on_record_even_a_revoked_one() {
        let archive = Archive::in_memory().unwrap();
        let door = Door::default();
        door.settle(&archive);
        assert!(!door.is_closed(), "nobody has a token");
        let (name, role, actor) = ("ana".to_owned(), "admin".to_owned(), "local".to_owned());
        let row = TokenRow { name, role, digest: [7; 32], at: Utc::now(), actor, revoked: true };
        archive.write(|writer| writer.append_token(&row)).unwrap();
        door.settle(&archive);
        assert!(door.is_closed());
    }
}
