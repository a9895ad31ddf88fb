  def self.request
    form = {
      'grant_type' => 'client_credentials',
      'client_id' => {{application}},
      'client_secret' => {{secret}},
      'scope' => 'https://outlook.office365.com/.default'
    }
    [URI('https://login.microsoftonline.com/' + {{tenant}} + '/oauth2/v2.0/token'), form]
  end
