//! How the agency presents itself.

use async_trait::async_trait;
use sealpost_core::store::{BrandColumns, Brands, KeptBrand, NewActivity, Result, form};
use shared::{
    brand::{Brand, Logo},
    rules::{Accent, Address, Phone, ShortText},
};
use sqlx::{query, query_as, query_scalar};

use super::{Postgres, happened, log};

#[async_trait]
impl Brands for Postgres {
    async fn brand(&self) -> Result<KeptBrand> {
        let found = query_as!(
            BrandColumns,
            "SELECT name, accent, contact_name, contact_email, contact_phone, contact_hours, sender,
                    logo_kind, logo_digest, logo_width, logo_height, changed_at
             FROM brand"
        );
        let found = found.fetch_optional(&self.read).await?;
        found.map_or_else(|| Ok(KeptBrand::default()), BrandColumns::read)
    }

    async fn logo(&self) -> Result<Option<Vec<u8>>> {
        let logo = query_scalar!("SELECT logo FROM brand").fetch_optional(&self.read).await?;
        Ok(logo.flatten())
    }

    async fn set_brand(&self, brand: &Brand, activity: &NewActivity<'_>) -> Result<()> {
        let mut tx = self.begin().await?;
        query!(
            "INSERT INTO brand (id, name, accent, contact_name, contact_email, contact_phone, contact_hours,
                                sender, changed_at)
             VALUES (1, $1, $2, $3, $4, $5, $6, $7, $8)
             ON CONFLICT (id) DO UPDATE SET
                name = $1, accent = $2, contact_name = $3, contact_email = $4, contact_phone = $5,
                contact_hours = $6, sender = $7, changed_at = $8",
            brand.name.as_ref().map(ShortText::as_str),
            brand.accent.as_ref().map(Accent::as_str),
            brand.contact.name.as_ref().map(ShortText::as_str),
            brand.contact.email.as_ref().map(Address::as_str),
            brand.contact.phone.as_ref().map(Phone::as_str),
            brand.contact.hours.as_ref().map(ShortText::as_str),
            brand.sender.as_ref().map(ShortText::as_str),
            activity.at,
        )
        .execute(&mut *tx)
        .await?;
        log(&mut tx, None, activity).await?;
        Ok(tx.commit().await?)
    }

    async fn set_logo(&self, logo: &Logo, activity: &NewActivity<'_>) -> Result<()> {
        let mark = logo.mark();
        let mut tx = self.begin().await?;
        query!(
            "INSERT INTO brand (id, logo_kind, logo, logo_digest, logo_width, logo_height, changed_at)
             VALUES (1, $1, $2, $3, $4, $5, $6)
             ON CONFLICT (id) DO UPDATE SET
                logo_kind = $1, logo = $2, logo_digest = $3, logo_width = $4, logo_height = $5, changed_at = $6",
            form::name_of(&mark.kind)?,
            logo.bytes(),
            &mark.digest[..],
            i64::from(mark.size.width),
            i64::from(mark.size.height),
            activity.at,
        )
        .execute(&mut *tx)
        .await?;
        log(&mut tx, None, activity).await?;
        Ok(tx.commit().await?)
    }

    async fn remove_logo(&self, activity: &NewActivity<'_>) -> Result<bool> {
        let mut tx = self.begin().await?;
        let removed = query!(
            "UPDATE brand SET logo_kind = NULL, logo = NULL, logo_digest = NULL, logo_width = NULL,
                              logo_height = NULL, changed_at = $1
             WHERE logo IS NOT NULL",
            activity.at,
        );
        if !happened(&removed.execute(&mut *tx).await?) {
            return Ok(false);
        }
        log(&mut tx, None, activity).await?;
        tx.commit().await?;
        Ok(true)
    }
}
