// Loaded into the server's process before its own code (`node --import`): ties its life to the `nightlatch start` above it.

// Ctrl-C reaches every process of the terminal; the start above answers it and stops the server in its turn.
process.on('SIGINT', () => {});
// The channel closes when the parent is gone, even when it was killed. Then stop as if asked to: drain, save, end.
process.on('disconnect', () => process.kill(process.pid, 'SIGTERM'));
// The channel alone must not keep a server alive that has finished.
process.channel?.unref();
