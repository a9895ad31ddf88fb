  def self.base64url(text)
    [text].pack('m0').tr('+/', '-_').delete('=')
  end

  def self.request
    url = 'https://oauth2.googleapis.com/token'
    issued = Time.now.to_i
    claims = {
      iss: {{email}},
      sub: {{user}},
      scope: 'https://mail.google.com/',
      aud: url,
      iat: issued,
      exp: issued + 3600
    }
    header = { alg: 'RS256', typ: 'JWT', kid: {{key_id}} }
    signed = [header, claims].map { |part| base64url(part.to_json) }.join('.')
    key = OpenSSL::PKey.read({{key}}.unpack1('m'))
    form = {
      'grant_type' => 'urn:ietf:params:oauth:grant-type:jwt-bearer',
      'assertion' => signed + '.' + base64url(key.sign('SHA256', signed))
    }
    [URI(url), form]
  end
