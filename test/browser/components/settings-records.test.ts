import { afterEach, describe, expect, it } from "vitest";
import { userEvent } from "vitest/browser";
import { activeElement, all, one, press, textOf, until } from "./mount.ts";
import { control, errorOf, leaveSettings, mountSettings, pageShown, toast, write } from "./mount-settings.ts";

afterEach(leaveSettings);

const button = (name: string): Promise<void> => press("button", name);
const heading = (): string => textOf("dialog[open] h2");
const option = (name: string): HTMLElement =>
  all("label.option").find((one) => one.checkVisibility() && one.textContent.includes(name)) as HTMLElement;
const closed = (): Promise<void> => until("no dialog", () => all("dialog[open]").length === 0);

describe("templates", () => {
  const open = async () => {
    const mounted = await mountSettings({
      section: "chat/templates",
      role: "supervisor",
      prepare: (settings) => {
        settings.addQuickReply("thanks", "Thank you, {{contact.name}}!");
        settings.addQuickReply("hours", "We are open from 9 to 17.");
      },
    });
    await pageShown("Templates");
    return mounted;
  };
  const commands = (): string => textOf(".record .command");

  it("SET-3 a new one needs title and message, and says which is missing", async () => {
    const { settings } = await open();
    await button("New Template");
    await until("the form", () => heading() === "New Template");
    expect(activeElement()).toBe(control("/command"));
    await button("Save");
    await until("both errors", () => errorOf("/command") !== "");
    expect([errorOf("/command"), errorOf("/text")]).toEqual(["This field is required", "This field is required"]);
    expect(settings.writes).toEqual([]);
    await write("/command", "no");
    await write("/text", "Not in stock, sorry.");
    await button("Save");
    await until("the title's rule", () => errorOf("/command").startsWith("3 to 32 letters"));
    await write("/command", "/no-stock");
    await button("Save");
    await closed();
    await until("it in the list", () => commands() === "/hours | /no-stock | /thanks");
    expect(toast()).toContain("Saved · Templates");
  });

  it("SET-3 a title that another one has is refused where it stands", async () => {
    await open();
    await button("Edit /hours");
    await until("the form", () => heading() === "Edit /hours");
    await write("/command", "THANKS");
    await button("Save");
    await until("the rule", () => errorOf("/command").includes("no other template uses"));
    expect(activeElement()).toBe(control("/command"));
    await write("/command", "opening");
    await button("Save");
    await until("the new title", () => commands() === "/opening | /thanks");
  });

  it("MSG-11 puts placeholders where the cursor stands, and shows how it will read", async () => {
    await open();
    await button("New Template");
    await until("the form", () => heading() === "New Template");
    await write("/text", "Hello !");
    const area = control<HTMLTextAreaElement>("/text");
    area.setSelectionRange(6, 6);
    await button("Customer’s name");
    await until("it", () => area.value === "Hello {{contact.name}}!");
    expect(textOf(".preview .bubble")).toBe("Hello Rani!");
    expect([activeElement(), area.selectionStart]).toEqual([area, 22]);
  });

  it("GEN-9 deleting asks and names it", async () => {
    const { settings } = await open();
    await button("Delete /thanks");
    await until("the question", () => heading() === "Delete /thanks?");
    await button("Cancel");
    await closed();
    expect(commands()).toBe("/hours | /thanks");
    await button("Delete /thanks");
    await until("the question", () => heading() === "Delete /thanks?");
    await button("Delete");
    await until("it gone", () => commands() === "/hours");
    expect(settings.quickReplies.size).toBe(1);
    expect(toast()).toContain("/thanks was deleted");
  });

  it("SET-3 searches titles and messages", async () => {
    await open();
    await userEvent.type(one("[aria-label='Search templates']"), "open from");
    await until("one", () => commands() === "/hours");
    await userEvent.type(one("[aria-label='Search templates']"), " zzz");
    await until("none", () => textOf(".state").includes("Nothing contains “open from zzz”"));
  });

  it("GEN-8 shows 50 at a time", async () => {
    await mountSettings({
      section: "chat/templates",
      prepare: (settings) => {
        for (let index = 100; index < 220; index += 1) settings.addQuickReply(`text-${index}`, `Text ${index}`);
      },
    });
    await pageShown("Templates");
    expect(all(".record").length).toBe(50);
    await button("Show 50 more");
    await until("more", () => all(".record").length === 100);
    await button("Show 20 more");
    await until("all", () => all(".record").length === 120 && all(".more").length === 0);
  });

  it("GEN-11 Escape with something unsaved asks; keeping on loses nothing", async () => {
    const { element } = await open();
    await button("New Template");
    await until("the form", () => heading() === "New Template");
    await write("/text", "Half a text");
    expect(element.hasUnsavedChanges).toBe(true);
    for (let round = 0; round < 2; round += 1) {
      control("/text").focus();
      await userEvent.keyboard("{Escape}");
      await until("the question", () => heading().includes("Leave without saving?"));
      await button("Keep editing");
      await until("the form alone", () => heading() === "New Template");
      expect(control("/text").value).toBe("Half a text");
    }
    await userEvent.keyboard("{Escape}");
    await until("the question", () => heading().includes("Leave without saving?"));
    await userEvent.click(one("sapa-confirm >> button.destructive"));
    await closed();
    expect(element.hasUnsavedChanges).toBe(false);
  });

  it("GEN-11 a text that somebody else changed shows both", async () => {
    const { settings } = await open();
    await button("Edit /hours");
    await until("the form", () => heading() === "Edit /hours");
    await write("/text", "We are open from 8 to 16.");
    const [record] = [...settings.quickReplies.values()].filter(({ command }) => command === "hours");
    settings.quickReplies.set(record!.quickReplyId, { ...record!, text: "We are closed.", version: 2 });
    await button("Save");
    await until("the notice", () => heading().includes("Changed by Ayu Kartika meanwhile"));
    expect(textOf("sapa-conflict >> .words")).toBe("We are closed. | We are open from 8 to 16.");
    await button("Save this choice");
    await closed();
    expect(settings.quickReplies.get(record!.quickReplyId)).toMatchObject({
      text: "We are open from 8 to 16.",
      version: 3,
    });
  });

  it("GEN-7 without any it says why and what to do", async () => {
    await mountSettings({ section: "chat/templates" });
    await pageShown("Templates");
    expect(textOf(".state .title")).toBe("No templates yet");
    await userEvent.click(one(".state button"));
    await until("the form", () => heading() === "New Template");
  });

  it("GEN-4 follows what others do", async () => {
    const { settings, server } = await open();
    await until("the feed", () => server.sockets.size === 1);
    settings.addQuickReply("late", "Sorry for the wait.");
    settings.tell();
    await until("it", () => commands() === "/hours | /late | /thanks");
  });
});

describe("tags", () => {
  const open = async () => {
    const mounted = await mountSettings({
      section: "chat/tags",
      prepare: (_, server) => {
        server.tags = [
          { tagId: "tag_order", name: "order" },
          { tagId: "tag_vip", name: "VIP" },
        ];
      },
    });
    await pageShown("Tags");
    return mounted;
  };
  const tags = (): string => textOf(".record .body");
  const field = (): HTMLInputElement => one<HTMLInputElement>("#new-tag");

  it("SET-4 are created one after the other, by keyboard alone", async () => {
    await open();
    await userEvent.click(field());
    await userEvent.keyboard("complaint{Enter}");
    await until("it", () => tags() === "complaint | order | VIP");
    expect([activeElement(), field().value]).toEqual([field(), ""]);
    await userEvent.keyboard("wholesale{Enter}");
    await until("the next", () => tags() === "complaint | order | VIP | wholesale");
  });

  it("SET-4 without a name, with one that exists, or longer than 40: the field says it", async () => {
    await open();
    await button("Add");
    await until("the error", () => textOf(".create .field-error") === "This field is required");
    await userEvent.fill(field(), "vip");
    expect(all(".create .field-error").length).toBe(0);
    await button("Add");
    await until("the error", () => textOf(".create .field-error") === "This tag exists already");
    await userEvent.fill(field(), "x".repeat(41));
    await button("Add");
    await until("the error", () => textOf(".create .field-error") === "At most 40 characters; this has 41");
    expect(field().getAttribute("aria-describedby")).toBe("field-new-error");
    expect(tags()).toBe("order | VIP");
  });

  it("SET-4 are renamed in place; Escape leaves them as they are", async () => {
    const { server } = await open();
    await button("Rename order");
    await until("the field", () => activeElement()?.id === "rename-tag");
    await userEvent.keyboard("vip{Enter}");
    await until("the error", () => textOf(".rename .field-error") === "This tag exists already");
    await userEvent.keyboard("{Escape}");
    await until("the row", () => tags() === "order | VIP");
    expect((activeElement() as HTMLElement).dataset.rename).toBe("tag_order");
    await button("Rename order");
    await until("the field", () => activeElement()?.id === "rename-tag");
    await userEvent.keyboard("purchase{Enter}");
    await until("the new name", () => tags() === "purchase | VIP");
    expect(server.tags.find(({ tagId }) => tagId === "tag_order")?.name).toBe("purchase");
  });

  it("GEN-9 deleting asks, names it and says what becomes of it", async () => {
    await open();
    await button("Delete VIP");
    await until("the question", () => heading() === "Delete the tag VIP?");
    expect(textOf("sapa-confirm >> p")).toContain("Old conversations keep it");
    await button("Delete");
    await until("it gone", () => tags() === "order");
  });
});

describe("divisions", () => {
  const open = async () => {
    const mounted = await mountSettings({
      section: "agents/divisions",
      prepare: (_, server) => {
        server.divisions = [
          {
            divisionId: "div_sales",
            name: "Sales",
            supervisorId: "mem_me",
            agentIds: ["mem_citra"],
            integrationIds: null,
            version: 1,
          },
        ];
      },
    });
    await pageShown("Division");
    return mounted;
  };

  it("ASSIGN-20 General is there, built in, and cannot be changed", async () => {
    await open();
    expect(textOf(".general .name")).toBe("General Built in");
    expect(all(".general button").length).toBe(0);
    expect(textOf(".record .open-record")).toContain("Led by Bagas Pratama · Citra Lestari · All channels");
  });

  it("ASSIGN-20 creating needs name, supervisor, an agent and channels; a name is there once", async () => {
    const { server } = await open();
    await button("Create");
    await until("the form", () => heading() === "Create division");
    await userEvent.click(all(".segment").find(({ textContent }) => textContent.trim() === "Chosen channels")!);
    await button("Save");
    await until("the errors", () => errorOf("/name") !== "");
    expect([errorOf("/name"), errorOf("/supervisorId")]).toEqual(["This field is required", "This field is required"]);
    expect(all("sapa-choice-field >> .field-error").length).toBe(2);
    await write("/name", "Sales");
    await userEvent.selectOptions(control("/supervisorId"), "Bagas Pratama");
    await button("Choose agents");
    await userEvent.click(option("Daniel Hartono"));
    await userEvent.keyboard("{Escape}");
    await button("Choose channels");
    await userEvent.click(option("Orders"));
    await userEvent.keyboard("{Escape}");
    await button("Save");
    await until("the name's error", () => errorOf("/name") === "A division with this name exists already");
    await write("/name", " Service ");
    await button("Save");
    await closed();
    expect(server.divisions.at(-1)).toMatchObject({
      name: "Service",
      supervisorId: "mem_me",
      agentIds: ["mem_daniel"],
      integrationIds: ["int_wa"],
    });
  });

  it("ASSIGN-20 GEN-9 deleting asks, and says that rooms fall to General", async () => {
    const { server } = await open();
    await button("Delete Sales");
    await until("the question", () => heading() === "Delete the division Sales?");
    expect(textOf("sapa-confirm >> p")).toContain("Its rooms fall to General");
    await button("Delete");
    await until("it gone", () => server.divisions.length === 0);
    await until("the empty list", () => textOf(".state .title") === "No divisions yet");
    expect(textOf(".general .name")).toBe("General Built in");
  });

  it("ASSIGN-20 searches names and people", async () => {
    await open();
    await userEvent.type(one("[aria-label='Search divisions and people']"), "citra");
    await until("the division", () => textOf(".record .name") === "Sales");
    await userEvent.type(one("[aria-label='Search divisions and people']"), "x");
    await until("none", () => textOf(".state").includes("Nothing contains “citrax”"));
  });
});
