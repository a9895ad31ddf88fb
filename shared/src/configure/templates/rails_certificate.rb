  require 'securerandom'

  def self.base64url(text)
    [text].pack('m0').tr('+/', '-_').delete('=')
  end

  def self.request
    application = {{application}}
    url = 'https://login.microsoftonline.com/' + {{tenant}} + '/oauth2/v2.0/token'
    signed_at = Time.now.to_i
    claims = {
      aud: url,
      iss: application,
      sub: application,
      jti: SecureRandom.uuid,
      nbf: signed_at - 300,
      exp: signed_at + 300
    }
    thumbprint = OpenSSL::Digest.digest('SHA256', {{certificate}}.unpack1('m'))
    header = { 'alg' => 'PS256', 'typ' => 'JWT', 'x5t#S256' => base64url(thumbprint) }
    signed = [header, claims].map { |part| base64url(part.to_json) }.join('.')
    key = OpenSSL::PKey.read({{key}}.unpack1('m'))
    signature = key.sign_pss('SHA256', signed, salt_length: :digest, mgf1_hash: 'SHA256')
    form = {
      'grant_type' => 'client_credentials',
      'client_id' => application,
      'client_assertion_type' => 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
      'client_assertion' => signed + '.' + base64url(signature),
      'scope' => 'https://outlook.office365.com/.default'
    }
    [URI(url), form]
  end
