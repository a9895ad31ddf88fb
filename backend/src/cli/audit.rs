//! sealpost audit
