const REASON_BYTES = 123;

/** Sends to a socket that may be closing; a socket that fails is found by its close event. */
export function trySend(socket: WebSocket, text: string): boolean {
  if (socket.readyState !== WebSocket.OPEN) return false;
  try {
    socket.send(text);
    return true;
  } catch {
    return false;
  }
}

/** Completes or starts a close. 1005 and 1006 must never be echoed, and reasons end at 123 bytes. */
export function tryClose(socket: WebSocket, code: number, reason: string): void {
  const echoed = code === 1005 || code === 1006 || code === 1015 ? 1000 : code;
  const bytes = new TextEncoder().encode(reason).subarray(0, REASON_BYTES);
  try {
    socket.close(echoed, new TextDecoder().decode(bytes).replace(/\uFFFD+$/, ""));
  } catch {
    // Already closed; there is nothing left to complete.
  }
}
