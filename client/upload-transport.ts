import { ProblemError, refusalOf } from "./http.ts";

export type UploadRequest = {
  url: string;
  token: string;
  body: Blob;
  signal: AbortSignal;
  onProgress: (sentBytes: number) => void;
};

/** Sends the bytes; rejects with ProblemError for an answer that is not 2xx, with a TypeError without connection. */
export type UploadTransport = (request: UploadRequest) => Promise<unknown>;

/** No byte went out for so long: the connection is dead, even if nobody has said so. */
const STALLED_MS = 60_000;

/** By XMLHttpRequest, because `fetch` does not tell how far it is. */
export const xhrTransport: UploadTransport = ({ url, token, body, signal, onProgress }) =>
  new Promise((resolve, reject) => {
    const xhr = new XMLHttpRequest();
    let stalled: ReturnType<typeof setTimeout> | undefined;
    const abort = (): void => xhr.abort();
    const watch = (): void => {
      clearTimeout(stalled);
      stalled = setTimeout(abort, STALLED_MS);
    };
    const fail = (): void => reject(new TypeError("upload was cut"));
    xhr.upload.onprogress = ({ loaded }) => {
      watch();
      onProgress(loaded);
    };
    xhr.onload = () => {
      const answer = (xhr.response ?? {}) as object;
      if (xhr.status >= 200 && xhr.status < 300) resolve(answer);
      else reject(new ProblemError(xhr.status, refusalOf(xhr.status, answer)));
    };
    xhr.onerror = xhr.onabort = fail;
    xhr.onloadend = () => {
      clearTimeout(stalled);
      signal.removeEventListener("abort", abort);
    };
    if (signal.aborted) return fail();
    signal.addEventListener("abort", abort);
    xhr.open("POST", url);
    xhr.responseType = "json";
    xhr.setRequestHeader("authorization", `Bearer ${token}`);
    xhr.setRequestHeader("content-type", "application/octet-stream");
    watch();
    xhr.send(body);
  });
