//! Checks names and dates of a certificate where libpq checks more than rustls.

use std::net::IpAddr;

use rustls::pki_types::{CertificateDer, ServerName, UnixTime};
use rustls::{CertificateError, Error as TlsError};
use x509_cert::Certificate;
use x509_cert::der::Decode as _;
use x509_cert::der::oid::AssociatedOid as _;
use x509_cert::der::oid::ObjectIdentifier;
use x509_cert::ext::pkix::SubjectAltName;
use x509_cert::ext::pkix::name::GeneralName;

const COMMON_NAME: ObjectIdentifier = ObjectIdentifier::new_unwrap("2.5.4.3");

/// Checks that the current time is within the validity dates of a certificate.
pub(super) fn check_dates(certificate: &CertificateDer<'_>, now: UnixTime) -> Result<(), TlsError> {
    let read = Certificate::from_der(certificate).map_err(|_| CertificateError::BadEncoding)?;
    let validity = read.tbs_certificate.validity;
    let now = now.as_secs();
    if now < validity.not_before.to_unix_duration().as_secs() {
        return Err(CertificateError::NotValidYet.into());
    }
    if now > validity.not_after.to_unix_duration().as_secs() {
        return Err(CertificateError::Expired.into());
    }
    Ok(())
}

/// Returns true if a certificate names the host: in its alternative names, or, if it has none of
/// them, as its common name.
pub(super) fn fit(certificate: &CertificateDer<'_>, host: &ServerName<'_>) -> bool {
    let Ok(read) = Certificate::from_der(certificate) else {
        return false;
    };
    match alternative_names(&read) {
        Some(names) => names.iter().any(|name| is_host(name, host)),
        None => has_common_name(&read, host),
    }
}

/// Returns true if a certificate without alternative names has the host as its common name.
pub(super) fn fit_common_name(certificate: &CertificateDer<'_>, host: &ServerName<'_>) -> bool {
    Certificate::from_der(certificate)
        .is_ok_and(|read| alternative_names(&read).is_none() && has_common_name(&read, host))
}

/// Returns the host names among the alternative names; `None` if there are none, so that the common
/// name applies. Names that cannot be read give an empty list.
fn alternative_names(certificate: &Certificate) -> Option<Vec<GeneralName>> {
    let extensions = certificate.tbs_certificate.extensions.as_ref()?;
    let found = extensions
        .iter()
        .find(|extension| extension.extn_id == SubjectAltName::OID)?;
    let Ok(names) = SubjectAltName::from_der(found.extn_value.as_bytes()) else {
        return Some(Vec::new());
    };
    let is_place =
        |name: &GeneralName| matches!(name, GeneralName::DnsName(_) | GeneralName::IpAddress(_));
    Some(names.0.into_iter().filter(is_place).collect::<Vec<_>>()).filter(|names| !names.is_empty())
}

fn is_host(name: &GeneralName, host: &ServerName<'_>) -> bool {
    match (name, host) {
        (GeneralName::DnsName(pattern), ServerName::DnsName(host)) => {
            matches_pattern(pattern.as_str(), host.as_ref())
        }
        (GeneralName::IpAddress(bytes), ServerName::IpAddress(address)) => {
            match IpAddr::from(*address) {
                IpAddr::V4(address) => bytes.as_bytes() == address.octets(),
                IpAddr::V6(address) => bytes.as_bytes() == address.octets(),
            }
        }
        _ => false,
    }
}

/// Returns true if the host matches; a star may be the first label of a name with more than two.
fn matches_pattern(pattern: &str, host: &str) -> bool {
    let host = host.trim_end_matches('.');
    match pattern.strip_prefix("*.") {
        Some(domain) if domain.contains('.') => host
            .split_once('.')
            .is_some_and(|(label, rest)| !label.is_empty() && rest.eq_ignore_ascii_case(domain)),
        Some(_) => false,
        None => pattern.eq_ignore_ascii_case(host),
    }
}

fn has_common_name(certificate: &Certificate, host: &ServerName<'_>) -> bool {
    let host = match host {
        ServerName::DnsName(name) => name.as_ref().to_owned(),
        ServerName::IpAddress(address) => IpAddr::from(*address).to_string(),
        _ => return false,
    };
    let subject = &certificate.tbs_certificate.subject;
    let mut parts = subject.0.iter().flat_map(|part| part.0.iter());
    parts
        .find(|part| part.oid == COMMON_NAME)
        .and_then(|part| std::str::from_utf8(part.value.value()).ok())
        .is_some_and(|name| matches_pattern(name, &host))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_star_stands_for_one_label() {
        for (pattern, host, fits) in [
            ("db.example.com", "DB.example.com", true),
            ("*.example.com", "db.example.com", true),
            ("*.example.com", "example.com", false),
            ("*.example.com", "a.db.example.com", false),
            ("*.com", "example.com", false),
            ("*", "localhost", false),
            ("localhost", "localhost.", true),
        ] {
            assert_eq!(matches_pattern(pattern, host), fits, "{pattern} {host}");
        }
    }
}
