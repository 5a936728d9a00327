export type Sound = { play(): void }

/** Two bell-like tones, made here. A browser allows sound only once somebody has tapped. */
export function chime(): Sound {
  const audio = new AudioContext()
  const sound = {
    play() {
      void audio.resume()
      ring(audio, { hertz: 880, at: audio.currentTime })
      ring(audio, { hertz: 659, at: audio.currentTime + 0.35 })
    },
  }
  sound.play()
  return sound
}

function ring(audio: AudioContext, { hertz, at }: { hertz: number; at: number }): void {
  const tone = audio.createOscillator()
  const volume = audio.createGain()
  tone.frequency.value = hertz
  volume.gain.setValueAtTime(0, at)
  volume.gain.linearRampToValueAtTime(0.4, at + 0.02)
  volume.gain.exponentialRampToValueAtTime(0.001, at + 1.2)
  tone.connect(volume).connect(audio.destination)
  tone.start(at)
  tone.stop(at + 1.2)
}
