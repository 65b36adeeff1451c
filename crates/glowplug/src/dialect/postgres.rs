//! postgres.

use crate::error::{Class, ServerError};
use crate::model::Address;
use crate::session::Session;

pub(super) async fn connect(address: &Address) -> Result<Box<dyn Session>, ServerError> {
    Err(ServerError::new(Class::Other, address.to_string()))
}
