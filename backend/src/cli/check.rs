//! sealpost check
