//! How the agency presents itself: there is one set, whose two halves don't touch each other.

use shared::brand::{AgencyContact, Brand, Logo};

use super::entry;
use crate::{
    fixture::START,
    store::{KeptBrand, Store},
};

/// Returns a brand in which everything is set.
fn whole() -> Brand {
    Brand {
        name: Some("Nord & Söhne".parse().unwrap()),
        accent: Some("#0057b8".parse().unwrap()),
        contact: AgencyContact {
            name: Some("Nora Lind".parse().unwrap()),
            email: Some("hello@nord.test".parse().unwrap()),
            phone: Some("+49 30 1234567".parse().unwrap()),
            hours: Some("Mon–Fri, 9–17".parse().unwrap()),
        },
        sender: Some("Nord Studio".parse().unwrap()),
    }
}

fn logo(width: u32) -> Logo {
    Logo::parse(format!("<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 {width} 10'>").into_bytes())
        .unwrap()
}

/// Fills the table.
pub(super) async fn set_up(store: &dyn Store) {
    store.set_brand(&whole(), &entry(START, "brand.changed")).await.unwrap();
    store.set_logo(&logo(20), &entry(START, "brand.changed")).await.unwrap();
}

pub(super) async fn each_half_is_replaced(store: &dyn Store) {
    assert_eq!(store.brand().await.unwrap(), KeptBrand::default());
    assert_eq!(store.logo().await.unwrap(), None);
    assert!(!store.remove_logo(&entry(START, "test.brand")).await.unwrap(), "there is none");

    for width in [20, 30] {
        store.set_logo(&logo(width), &entry(START + 1, "test.brand")).await.unwrap();
        let kept = store.brand().await.unwrap();
        let mark = Some(logo(width).mark());
        assert_eq!(kept, KeptBrand { logo: mark, changed_at: Some(START + 1), ..KeptBrand::default() });
        assert_eq!(store.logo().await.unwrap().as_deref(), Some(logo(width).bytes()));
    }
    store.set_brand(&whole(), &entry(START + 2, "test.brand")).await.unwrap();
    let mark = Some(logo(30).mark());
    let expected = KeptBrand { brand: whole(), logo: mark.clone(), changed_at: Some(START + 2) };
    assert_eq!(store.brand().await.unwrap(), expected, "the logo stays");

    store.set_brand(&Brand::default(), &entry(START + 3, "test.brand")).await.unwrap();
    let expected = KeptBrand { logo: mark, changed_at: Some(START + 3), ..KeptBrand::default() };
    assert_eq!(store.brand().await.unwrap(), expected, "everything else is forgotten");

    store.set_brand(&whole(), &entry(START + 4, "test.brand")).await.unwrap();
    assert!(store.remove_logo(&entry(START + 5, "test.brand")).await.unwrap());
    assert!(!store.remove_logo(&entry(START + 6, "test.brand")).await.unwrap(), "it is removed");
    let expected = KeptBrand { brand: whole(), logo: None, changed_at: Some(START + 5) };
    assert_eq!(store.brand().await.unwrap(), expected);
    assert_eq!(store.logo().await.unwrap(), None);

    let log = store.activity(None, None, 100).await.unwrap();
    assert_eq!(log.iter().filter(|entry| entry.code == "test.brand").count(), 6, "each change has an entry");
}
