import net from "node:net";

// Stands for the internet in the server of one journey: what is connected to at one public address ends on this machine.
const { FAR_HOST, FAR_PORT } = process.env;
const { connect } = net.Socket.prototype;

net.Socket.prototype.connect = function connectFar(...args) {
  const [options, ...others] = Array.isArray(args[0]) ? args[0] : args;
  const isFar = options?.host === FAR_HOST && Number(options.port) === 443;
  return isFar
    ? connect.call(this, { ...options, host: "127.0.0.1", port: Number(FAR_PORT) }, ...others)
    : connect.apply(this, args);
};
