import { loadSapa } from "@sapa/widget";
import { useEffect } from "react";

/** Stands once in the app, for example beside the router. `getToken` asks your server for a signed identity. */
export function Chat({ getToken }: { getToken?: () => Promise<string> }) {
  useEffect(() => {
    const loading = loadSapa({
      host: "https://chat.example.com",
      widgetId: "int_…",
      fallback: "mailto:hello@example.com",
    });
    void loading.then((sapa) => getToken && sapa.identify({ token: getToken }), console.warn);
    return () =>
      void loading.then(
        (sapa) => sapa.destroy(),
        () => {},
      );
  }, [getToken]);
  return null;
}
