//! How the agency presents itself to its clients: what an administrator sets, and what pages and emails show.

use shared::{
    brand::{Brand, Logo},
    wire::{BrandView, ShownLogo},
};

use crate::{
    Fault, Result,
    event::{BrandPart, PersonEvent},
    store::{KeptBrand, Person, Store, StoreError},
};

/// Returns what is set, for pages and emails.
pub async fn kept(store: &dyn Store) -> Result<KeptBrand> {
    Ok(store.brand().await?)
}

/// Returns the agency's name: what an administrator set, or else the name in the server's settings.
pub async fn name(store: &dyn Store, setting: &str) -> Result<String> {
    let kept = store.brand().await?;
    Ok(kept.brand.name.map_or_else(|| setting.to_owned(), String::from))
}

/// Returns the logo, if there is one.
pub async fn logo(store: &dyn Store) -> Result<Option<Logo>> {
    let parse = |file| Logo::parse(file).map_err(|_| StoreError::new("a logo that isn't one"));
    Ok(store.logo().await?.map(parse).transpose()?)
}

/// Returns what is set. `setting` is the name in the server's settings.
pub async fn show(store: &dyn Store, setting: &str) -> Result<BrandView> {
    let KeptBrand { brand, logo, changed_at } = store.brand().await?;
    let logo = logo.as_ref().map(ShownLogo::of);
    Ok(BrandView { brand, setting: setting.to_owned(), logo, changed_at })
}

/// Replaces everything but the logo. Without a difference, nothing happens.
pub async fn change(store: &dyn Store, who: &Person, brand: &Brand, now: i64) -> Result<()> {
    let was = store.brand().await?.brand;
    let parts = BrandPart::differing(&was, brand);
    if !parts.is_empty() {
        let happened = PersonEvent::BrandChanged { by: who.name.clone(), parts };
        store.set_brand(brand, &happened.at(now).as_new()).await?;
    }
    Ok(())
}

/// Replaces the logo.
///
/// # Errors
/// [`crate::Error::Field`] if the file isn't a small image of one of the kinds.
pub async fn set_logo(store: &dyn Store, who: &Person, file: Vec<u8>, now: i64) -> Result<()> {
    let logo = Logo::parse(file).map_err(|why| Fault::Logo(why).at("logo"))?;
    let happened = PersonEvent::LogoChanged { by: who.name.clone() };
    Ok(store.set_logo(&logo, &happened.at(now).as_new()).await?)
}

/// Removes the logo, if there is one.
pub async fn remove_logo(store: &dyn Store, who: &Person, now: i64) -> Result<()> {
    let happened = PersonEvent::LogoRemoved { by: who.name.clone() };
    store.remove_logo(&happened.at(now).as_new()).await?;
    Ok(())
}
