import { createServer } from "node:http";
import { Server } from "socket.io";

/** socket.io as its documentation shows it: join a room, emit to the room. Prints its port. */
const http = createServer();
const io = new Server(http, { transports: ["websocket"], serveClient: false });

io.on("connection", (socket) => {
  const room = String(socket.handshake.query.room);
  void socket.join(room);
  socket.on("message", (text: string) => io.to(room).emit("message", text));
});
http.listen(0, "127.0.0.1", () => {
  const address = http.address();
  console.log(`port ${typeof address === "object" ? address?.port : ""}`);
});
