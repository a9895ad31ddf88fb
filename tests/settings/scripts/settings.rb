# Runs files of Rails settings. Prints the password of each.
Mailer = Struct.new(:delivery_method, :default_options, :smtp_settings)
Config = Struct.new(:action_mailer)

folder, count = ARGV
Integer(count).times do |i|
  config = Config.new(Mailer.new)
  eval(File.read("#{folder}/#{i}.rb", encoding: 'UTF-8'), binding)
  puts [config.action_mailer.smtp_settings.fetch(:password)].pack('m0')
end
