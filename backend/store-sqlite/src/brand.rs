//! How the agency presents itself.

use async_trait::async_trait;
use sealpost_core::store::{BrandColumns, Brands, KeptBrand, NewActivity, Result, form};
use shared::{
    brand::{Brand, Logo},
    rules::{Accent, Address, Phone, ShortText},
};
use sqlx::{Row, sqlite::SqliteRow};

use super::{Sqlite, happened, log};

#[async_trait]
impl Brands for Sqlite {
    async fn brand(&self) -> Result<KeptBrand> {
        let row = sqlx::query(
            "SELECT name, accent, contact_name, contact_email, contact_phone, contact_hours, sender,
                    logo_kind, logo_digest, logo_width, logo_height, changed_at
             FROM brand",
        )
        .fetch_optional(&self.read)
        .await?;
        row.as_ref().map_or_else(|| Ok(KeptBrand::default()), |row| columns(row)?.read())
    }

    async fn logo(&self) -> Result<Option<Vec<u8>>> {
        let logo: Option<Option<Vec<u8>>> =
            sqlx::query_scalar("SELECT logo FROM brand").fetch_optional(&self.read).await?;
        Ok(logo.flatten())
    }

    async fn set_brand(&self, brand: &Brand, activity: &NewActivity<'_>) -> Result<()> {
        let mut tx = self.begin().await?;
        sqlx::query(
            "INSERT INTO brand (id, name, accent, contact_name, contact_email, contact_phone, contact_hours,
                                sender, changed_at)
             VALUES (1, ?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)
             ON CONFLICT (id) DO UPDATE SET
                name = ?1, accent = ?2, contact_name = ?3, contact_email = ?4, contact_phone = ?5,
                contact_hours = ?6, sender = ?7, changed_at = ?8",
        )
        .bind(brand.name.as_ref().map(ShortText::as_str))
        .bind(brand.accent.as_ref().map(Accent::as_str))
        .bind(brand.contact.name.as_ref().map(ShortText::as_str))
        .bind(brand.contact.email.as_ref().map(Address::as_str))
        .bind(brand.contact.phone.as_ref().map(Phone::as_str))
        .bind(brand.contact.hours.as_ref().map(ShortText::as_str))
        .bind(brand.sender.as_ref().map(ShortText::as_str))
        .bind(activity.at)
        .execute(&mut *tx)
        .await?;
        log(&mut tx, None, activity).await?;
        Ok(tx.commit().await?)
    }

    async fn set_logo(&self, logo: &Logo, activity: &NewActivity<'_>) -> Result<()> {
        let mark = logo.mark();
        let mut tx = self.begin().await?;
        sqlx::query(
            "INSERT INTO brand (id, logo_kind, logo, logo_digest, logo_width, logo_height, changed_at)
             VALUES (1, ?1, ?2, ?3, ?4, ?5, ?6)
             ON CONFLICT (id) DO UPDATE SET
                logo_kind = ?1, logo = ?2, logo_digest = ?3, logo_width = ?4, logo_height = ?5, changed_at = ?6",
        )
        .bind(form::name_of(&mark.kind)?)
        .bind(logo.bytes())
        .bind(&mark.digest[..])
        .bind(mark.size.width)
        .bind(mark.size.height)
        .bind(activity.at)
        .execute(&mut *tx)
        .await?;
        log(&mut tx, None, activity).await?;
        Ok(tx.commit().await?)
    }

    async fn remove_logo(&self, activity: &NewActivity<'_>) -> Result<bool> {
        let mut tx = self.begin().await?;
        let removed = sqlx::query(
            "UPDATE brand SET logo_kind = NULL, logo = NULL, logo_digest = NULL, logo_width = NULL,
                              logo_height = NULL, changed_at = ?
             WHERE logo IS NOT NULL",
        )
        .bind(activity.at)
        .execute(&mut *tx)
        .await?;
        if !happened(&removed) {
            return Ok(false);
        }
        log(&mut tx, None, activity).await?;
        tx.commit().await?;
        Ok(true)
    }
}

fn columns(row: &SqliteRow) -> Result<BrandColumns> {
    Ok(BrandColumns {
        name: row.try_get("name")?,
        accent: row.try_get("accent")?,
        contact_name: row.try_get("contact_name")?,
        contact_email: row.try_get("contact_email")?,
        contact_phone: row.try_get("contact_phone")?,
        contact_hours: row.try_get("contact_hours")?,
        sender: row.try_get("sender")?,
        logo_kind: row.try_get("logo_kind")?,
        logo_digest: row.try_get("logo_digest")?,
        logo_width: row.try_get("logo_width")?,
        logo_height: row.try_get("logo_height")?,
        changed_at: row.try_get("changed_at")?,
    })
}
