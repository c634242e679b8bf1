const PRODUCTS = ["Gayo", "Toraja", "Kintamani", "Flores", "Mandheling", "Java"];
const WORDS =
  "Our beans are roasted on Mondays and leave the house the day after. Each bag carries the name of the farm, its height and the day of the harvest. ";

/** A page as shops have them: text, pictures and buttons that do something. `snippet` is what its owner adds for a chat. */
export function contentPage(snippet: string, pictures: readonly string[]): string {
  const product = (name: string, index: number): string => `
    <li class="product">
      <img src="/art/${pictures[index % pictures.length]}" width="320" height="240" alt="">
      <h3>${name}</h3><p>${WORDS}</p>
      <button class="buy" type="button" data-name="${name}">Add to basket</button>
    </li>`;
  return `<!doctype html>
<html lang="en">
<head>
  <meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
  <title>Coffee</title><link rel="icon" href="data:,">
  <style>
    html { overflow-y: scroll; }
    body { margin: 0 auto; max-width: 60rem; font: 16px/1.5 system-ui, sans-serif; }
    .products { display: grid; grid-template-columns: repeat(3, 1fr); gap: 1rem; padding: 0; list-style: none; }
    .product { border: 1px solid #ddd; border-radius: 8px; padding: 1rem; }
    img { width: 100%; height: auto; aspect-ratio: 4 / 3; object-fit: cover; }
  </style>
</head>
<body>
  <header><h1>Coffee</h1><p>In the basket: <output id="count">0</output></p></header>
  <ul class="products">${PRODUCTS.map(product).join("")}</ul>
  <main>${`<p>${WORDS.repeat(4)}</p>`.repeat(30)}</main>
  <script>
    let count = 0;
    document.querySelector(".products").addEventListener("click", ({ target }) => {
      if (!target.closest(".buy")) return;
      document.getElementById("count").textContent = String(++count);
      target.closest(".product").style.borderColor = count % 2 ? "#2563eb" : "#ddd";
    });
  </script>
  ${snippet}
</body>
</html>`;
}
