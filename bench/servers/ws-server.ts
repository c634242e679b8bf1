import { type WebSocket, WebSocketServer } from "ws";

/** The plain contender: rooms by path, every message to everybody in the room. Prints its port. */
const rooms = new Map<string, Set<WebSocket>>();
const server = new WebSocketServer({ port: 0, host: "127.0.0.1", perMessageDeflate: false });

server.on("connection", (socket, request) => {
  const room = rooms.get(request.url ?? "") ?? new Set();
  rooms.set(request.url ?? "", room);
  room.add(socket);
  socket.on("message", (data) => {
    for (const member of room) member.send(data, { binary: false });
  });
  socket.on("close", () => room.delete(socket));
});
server.on("listening", () => {
  const address = server.address();
  console.log(`port ${typeof address === "object" ? address?.port : ""}`);
});
