/** Two soft notes, made on the spot: nothing to download, nothing for a content policy to forbid. */
const NOTES = [
  { frequency: 659.25, startS: 0, lengthS: 0.16 },
  { frequency: 880, startS: 0.11, lengthS: 0.3 },
];
const LOUDNESS = 0.12;

let audio: AudioContext | null = null;

/** Plays the sound of a new message. false: the browser allows no sound before the person has done something. */
export async function chime(): Promise<boolean> {
  try {
    audio ??= new AudioContext();
    if (audio.state !== "running") await Promise.race([audio.resume(), later()]);
    if (audio.state !== "running") return false;
    for (const note of NOTES) playNote(audio, note);
    return true;
  } catch {
    return false;
  }
}

// Without a gesture `resume` may stay undecided for ever.
const later = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 300));

function playNote(context: AudioContext, { frequency, startS, lengthS }: (typeof NOTES)[number]): void {
  const start = context.currentTime + startS;
  const gain = context.createGain();
  gain.gain.setValueAtTime(0, start);
  gain.gain.linearRampToValueAtTime(LOUDNESS, start + 0.012);
  gain.gain.exponentialRampToValueAtTime(0.0001, start + lengthS);
  const tone = context.createOscillator();
  tone.type = "sine";
  tone.frequency.value = frequency;
  tone.connect(gain).connect(context.destination);
  tone.start(start);
  tone.stop(start + lengthS);
}
