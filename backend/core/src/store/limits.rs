//! Limits and leases, counted in the database, so that several servers share one count.

use async_trait::async_trait;

use super::Result;

/// How often something can be done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limit {
    /// How many times.
    pub times: u32,
    /// In how many seconds.
    pub seconds: i64,
}

/// Attempts and leases. A bucket's name says what is limited, and for whom.
#[async_trait]
pub trait Limits: Send + Sync {
    /// Counts one attempt, unless the limit is reached. Returns how many are left after it, or `None` if this one was
    /// too many. Of many calls at once, exactly `limit.times` are counted.
    async fn attempt(&self, bucket: &str, limit: Limit, now: i64) -> Result<Option<u32>>;

    /// Counts one attempt in each of these buckets, or in none of them if one limit is reached. Returns true if it was
    /// counted. Of many calls at once, exactly as many are counted as the narrowest limit allows.
    async fn attempt_all(&self, buckets: &[(String, Limit)], now: i64) -> Result<bool>;

    /// Returns how many attempts are left.
    async fn attempts_left(&self, bucket: &str, limit: Limit, now: i64) -> Result<u32>;

    /// Returns how many seconds it takes until each of these buckets has a free attempt; 0 if they have one now.
    async fn wait(&self, buckets: &[(String, Limit)], now: i64) -> Result<i64>;

    /// Takes a lease until a time, unless it is taken.
    async fn take_lease(&self, bucket: &str, now: i64, until: i64) -> Result<bool>;

    /// Announces something to all servers until a time. This is a lease with its own name. Expired ones are deleted.
    async fn announce(&self, name: &str, now: i64, until: i64) -> Result<()>;

    /// Returns the announcements whose names start like this and that haven't expired, the last to expire first.
    async fn announced(&self, beginning: &str, now: i64) -> Result<Vec<String>>;

    /// Returns a lease that was taken until this time. If it expired and someone else has it now, theirs stays.
    async fn end_lease(&self, bucket: &str, until: i64) -> Result<()>;
}
