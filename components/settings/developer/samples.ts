/** Pure: the code an embedder begins with, as it stands in Settings > Embedding and, word for word, in the guide. */
export const SERVER_LANGUAGES = ["node", "php", "python", "curl"] as const;
export type ServerLanguage = (typeof SERVER_LANGUAGES)[number];
export const LANGUAGE_NAMES: Record<ServerLanguage, string> = {
  node: "Node.js",
  php: "PHP",
  python: "Python",
  curl: "curl",
};

/** `server` is Sapa's own origin, `origin` that of the embedder's page. */
export type SampleFacts = { server: string; origin: string };

/** What makes a token on the embedder's server. `email` is who is signed in there. */
export function serverSample(language: ServerLanguage, { server, origin }: SampleFacts): string {
  const address = `${server}/api/open/v1/embed_tokens`;
  const samples: Record<ServerLanguage, string> = {
    node: `// Behind your own sign-in: POST /sapa-token
async function sapaToken(email) {
  const response = await fetch("${address}", {
    method: "POST",
    headers: {
      authorization: \`Bearer \${process.env.SAPA_API_TOKEN}\`,
      "content-type": "application/json",
    },
    body: JSON.stringify({ member: email, components: ["inbox"], origin: "${origin}" }),
  });
  if (!response.ok) throw new Error(await response.text());
  return response.json(); // hand this to your page
}`,
    php: `<?php // Behind your own sign-in: POST /sapa-token
function sapa_token(string $email): string {
  $request = curl_init("${address}");
  curl_setopt_array($request, [
    CURLOPT_POST => true,
    CURLOPT_RETURNTRANSFER => true,
    CURLOPT_FAILONERROR => true,
    CURLOPT_HTTPHEADER => [
      "Authorization: Bearer " . getenv("SAPA_API_TOKEN"),
      "Content-Type: application/json",
    ],
    CURLOPT_POSTFIELDS => json_encode([
      "member" => $email,
      "components" => ["inbox"],
      "origin" => "${origin}",
    ]),
  ]);
  $answer = curl_exec($request);
  if ($answer === false) throw new RuntimeException(curl_error($request));
  return $answer; // hand this to your page
}`,
    python: `# Behind your own sign-in: POST /sapa-token
import json, os, urllib.request

def sapa_token(email):
    request = urllib.request.Request(
        "${address}",
        method="POST",
        headers={
            "Authorization": f"Bearer {os.environ['SAPA_API_TOKEN']}",
            "Content-Type": "application/json",
        },
        data=json.dumps(
            {"member": email, "components": ["inbox"], "origin": "${origin}"}
        ).encode(),
    )
    with urllib.request.urlopen(request) as answer:
        return json.load(answer)  # hand this to your page`,
    curl: `curl ${address} \\
  -H "Authorization: Bearer $SAPA_API_TOKEN" \\
  -H "Content-Type: application/json" \\
  -d '{"member": "agent@example.com", "components": ["inbox"], "origin": "${origin}"}'`,
  };
  return samples[language];
}

/** What shows the inbox on the page. */
export const pageSample = ({ server }: Pick<SampleFacts, "server">): string => `<style>
  sapa-inbox { block-size: 80vh; }
</style>
<script type="module" src="${server}/components/sapa.js"></script>
<sapa-inbox base-url="${server}"></sapa-inbox>
<script type="module">
  document.querySelector("sapa-inbox").tokenProvider = async () => {
    const response = await fetch("/sapa-token", { method: "POST" });
    if (response.status >= 500) throw new TypeError("Later");
    if (!response.ok) throw new Error("Sign in again");
    return response.json();
  };
</script>`;
