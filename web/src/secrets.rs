//! What must not be told: tokens, what webhooks share with us, what is personal, and files for their owner alone.

pub(crate) mod personal;
pub(crate) mod private;
pub(crate) mod token;
pub(crate) mod webhooks;
