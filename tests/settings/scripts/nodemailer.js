// A stub of Nodemailer, which keeps what it is given.
export default {
  createTransport(options, defaults) {
    const callbacks = {};
    return { options, defaults, callbacks, set: (name, callback) => (callbacks[name] = callback) };
  },
};
