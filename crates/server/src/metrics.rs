//! Counters for Prometheus: requests by status class, and the time that they took.

use std::fmt::Write as _;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Instant;

use axum::extract::Request;
use axum::middleware::Next;
use axum::response::Response;

static BY_CLASS: [AtomicU64; 5] = [const { AtomicU64::new(0) }; 5];
static MICROSECONDS: AtomicU64 = AtomicU64::new(0);

/// Counts every request.
pub async fn count(request: Request, next: Next) -> Response {
    let begun = Instant::now();
    let response = next.run(request).await;
    let class = usize::from(response.status().as_u16() / 100).clamp(1, 5) - 1;
    BY_CLASS[class].fetch_add(1, Ordering::Relaxed);
    MICROSECONDS.fetch_add(u64::try_from(begun.elapsed().as_micros()).unwrap_or(u64::MAX), Ordering::Relaxed);
    response
}

pub fn text() -> String {
    let mut text = String::from("# TYPE crosscheck_requests_total counter\n");
    for (class, counter) in (1..).zip(&BY_CLASS) {
        let n = counter.load(Ordering::Relaxed);
        let _ = writeln!(text, "crosscheck_requests_total{{status=\"{class}xx\"}} {n}");
    }
    let _ = writeln!(text, "# TYPE crosscheck_request_microseconds_total counter");
    let _ = writeln!(text, "crosscheck_request_microseconds_total {}", MICROSECONDS.load(Ordering::Relaxed));
    text
}
