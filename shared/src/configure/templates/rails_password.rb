config.action_mailer.delivery_method = :smtp
config.action_mailer.default_options = { from: {{from}} }
config.action_mailer.smtp_settings = {
  address: {{host}},
  port: {{port}},
  user_name: {{user}},
  password: {{secret}},
  authentication: {{mechanism}},
  {{tls}}: true
}
