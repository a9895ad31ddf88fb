//! How often, and one at a time: counted in the database, so that many instances count as one.

use async_trait::async_trait;

use super::Result;

/// How often something may be done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limit {
    /// How many times.
    pub times: u32,
    /// In how many seconds.
    pub seconds: i64,
}

/// Attempts and leases. A bucket's name says what is limited and for whom.
#[async_trait]
pub trait Limits: Send + Sync {
    /// Counts one attempt, unless the limit is reached. Returns how many are left after it, `None` where
    /// this one was one too many. Of any number at once, exactly `limit.times` are let through.
    async fn attempt(&self, bucket: &str, limit: Limit, now: i64) -> Result<Option<u32>>;

    /// Counts one attempt in each of these buckets, or in none of them if the limit of one is reached. Whether it was
    /// counted. Of any number at once, exactly as many are let through as the narrowest limit says.
    async fn attempt_all(&self, buckets: &[(String, Limit)], now: i64) -> Result<bool>;

    /// How many attempts are left.
    async fn attempts_left(&self, bucket: &str, limit: Limit, now: i64) -> Result<u32>;

    /// How many seconds until one more attempt would be counted in each of these buckets; 0 if it would be now.
    async fn wait(&self, buckets: &[(String, Limit)], now: i64) -> Result<i64>;

    /// Takes a lease until a time, unless somebody holds it.
    async fn take_lease(&self, bucket: &str, now: i64, until: i64) -> Result<bool>;

    /// Says something to all servers until a time. It is a lease under a name of its own; what is over is forgotten.
    async fn announce(&self, name: &str, now: i64, until: i64) -> Result<()>;

    /// What was announced under names that begin so, and is not over; what holds longest comes first.
    async fn announced(&self, beginning: &str, now: i64) -> Result<Vec<String>>;

    /// Gives a lease back that was taken until this time. One that has run out may be another's by now, which stays.
    async fn end_lease(&self, bucket: &str, until: i64) -> Result<()>;
}
