/** Two soft notes, made and not loaded. Needs a page that somebody has interacted with; elsewhere browsers refuse. */
export function chime(): void {
  const audio = new AudioContext();
  const end = audio.currentTime + 0.5;
  for (const [hertz, after] of [
    [660, 0],
    [880, 0.12],
  ] as const) {
    const from = audio.currentTime + after;
    const tone = audio.createOscillator();
    const volume = audio.createGain();
    tone.frequency.value = hertz;
    volume.gain.setValueAtTime(0.0001, from);
    volume.gain.exponentialRampToValueAtTime(0.12, from + 0.02);
    volume.gain.exponentialRampToValueAtTime(0.0001, end);
    tone.connect(volume).connect(audio.destination);
    tone.start(from);
    tone.stop(end);
  }
  setTimeout(() => void audio.close(), 1_000);
}
