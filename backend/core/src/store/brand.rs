//! How the agency presents itself to its clients.

use async_trait::async_trait;
use shared::{
    brand::{AgencyContact, Brand, Logo, LogoMark, Size},
    rules::{Accent, Address, Phone, ShortText},
};

use super::{NewActivity, Result, StoreError, form};

/// What is set.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct KeptBrand {
    /// Everything but the logo.
    pub brand: Brand,
    /// What pages need to know about the logo.
    pub logo: Option<LogoMark>,
    /// When something was last changed. `None` if nothing was ever set.
    pub changed_at: Option<i64>,
}

/// The agency's name, color, logo and contact. There is one set of them.
#[async_trait]
pub trait Brands: Send + Sync {
    /// Returns what is set, without the logo's file.
    async fn brand(&self) -> Result<KeptBrand>;

    /// Returns the logo's file.
    async fn logo(&self) -> Result<Option<Vec<u8>>>;

    /// Replaces everything but the logo.
    async fn set_brand(&self, brand: &Brand, activity: &NewActivity<'_>) -> Result<()>;

    /// Replaces the logo.
    async fn set_logo(&self, logo: &Logo, activity: &NewActivity<'_>) -> Result<()>;

    /// Removes the logo. Returns false if there is none.
    async fn remove_logo(&self, activity: &NewActivity<'_>) -> Result<bool>;
}

/// The columns of the only row, as each database returns them.
#[derive(Debug)]
pub struct BrandColumns {
    pub name: Option<String>,
    pub accent: Option<String>,
    pub contact_name: Option<String>,
    pub contact_email: Option<String>,
    pub contact_phone: Option<String>,
    pub contact_hours: Option<String>,
    pub sender: Option<String>,
    pub logo_kind: Option<String>,
    pub logo_digest: Option<Vec<u8>>,
    pub logo_width: Option<i64>,
    pub logo_height: Option<i64>,
    pub changed_at: i64,
}

impl BrandColumns {
    /// Reads the row.
    pub fn read(self) -> Result<KeptBrand> {
        let logo = match (self.logo_kind, self.logo_digest, self.logo_width, self.logo_height) {
            (Some(kind), Some(digest), Some(width), Some(height)) => Some(LogoMark {
                kind: form::named(&kind)?,
                digest: form::hash(digest)?,
                size: Size { width: side(width)?, height: side(height)? },
            }),
            _ => None,
        };
        let brand = Brand {
            name: self.name.map(form::parsed::<ShortText>).transpose()?,
            accent: self.accent.map(form::parsed::<Accent>).transpose()?,
            contact: AgencyContact {
                name: self.contact_name.map(form::parsed::<ShortText>).transpose()?,
                email: self.contact_email.map(form::parsed::<Address>).transpose()?,
                phone: self.contact_phone.map(form::parsed::<Phone>).transpose()?,
                hours: self.contact_hours.map(form::parsed::<ShortText>).transpose()?,
            },
            sender: self.sender.map(form::parsed::<ShortText>).transpose()?,
        };
        Ok(KeptBrand { brand, logo, changed_at: Some(self.changed_at) })
    }
}

fn side(pixels: i64) -> Result<u16> {
    u16::try_from(pixels).map_err(StoreError::new)
}
