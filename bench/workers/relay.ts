import { DurableObject } from "cloudflare:workers";

/** The least a room can be: whatever comes in goes out to every socket. Nothing is kept. */
export class BareRelay extends DurableObject {
  override async fetch(): Promise<Response> {
    const { 0: client, 1: server } = new WebSocketPair();
    this.ctx.acceptWebSocket(server);
    return new Response(null, { status: 101, webSocket: client });
  }

  override webSocketMessage(_socket: WebSocket, message: string): void {
    for (const socket of this.ctx.getWebSockets()) socket.send(message);
  }

  override webSocketClose(socket: WebSocket): void {
    socket.close(1000);
  }
}

/** The same with one row written per message before it goes out; the output gate holds the frames until it is durable. */
export class BareInsert extends BareRelay {
  constructor(state: DurableObjectState, env: unknown) {
    super(state, env as never);
    state.storage.sql.exec("CREATE TABLE IF NOT EXISTS messages (seq INTEGER PRIMARY KEY, body TEXT NOT NULL)");
  }

  override webSocketMessage(socket: WebSocket, message: string): void {
    this.ctx.storage.sql.exec("INSERT INTO messages (body) VALUES (?)", message);
    super.webSocketMessage(socket, message);
  }
}
