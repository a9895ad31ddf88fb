require 'json'
require 'net/http'
require 'openssl'

module SealpostMail
  LOCK = Mutex.new

{{request}}
  def self.now
    Process.clock_gettime(Process::CLOCK_MONOTONIC)
  end

  def self.token
    LOCK.synchronize do
      if @token.nil? || now > @expires
        answer = JSON.parse(Net::HTTP.post_form(*request).body)
        raise answer.values_at('error', 'error_description').join(': ') unless answer['access_token']
        @token = answer['access_token']
        @expires = now + answer['expires_in'].to_i - 300
      end
      @token
    end
  end

  class Delivery < Mail::SMTP
    def deliver!(mail)
      self.settings = settings.merge(password: SealpostMail.token)
      super
    end
  end
end

ActiveSupport.on_load(:action_mailer) do
  add_delivery_method :sealpost, SealpostMail::Delivery,
    address: {{host}},
    port: {{port}},
    user_name: {{user}},
    authentication: :xoauth2,
    {{tls}}: true
  self.delivery_method = :sealpost
  default from: {{from}}
end
