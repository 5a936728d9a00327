import { codeReader } from './code-reader.ts'

type Scanning = {
  found: (code: string) => void
  /** There is no camera, it may not be used, or it is gone: the code is typed. */
  failed: () => void
}

/** Milliseconds between two looks. */
const pause = 200

/** Looks through the camera until a code is found or the returned function is called. Nothing leaves the tablet but the code. */
export function scan(video: HTMLVideoElement, { found, failed }: Scanning): () => void {
  let isOn = true
  let stream: MediaStream | undefined

  async function look(): Promise<void> {
    stream = await navigator.mediaDevices.getUserMedia({ video: { facingMode: 'user' } })
    if (!isOn) return end()
    for (const track of stream.getVideoTracks()) track.addEventListener('ended', fail)
    video.srcObject = stream
    await video.play()
    const read = await codeReader()
    while (isOn) {
      const code = await read(video)
      if (!isOn) return
      if (code) return found(code)
      await new Promise((resolve) => setTimeout(resolve, pause))
    }
  }

  function fail(): void {
    if (isOn) failed()
    end()
  }

  function end(): void {
    isOn = false
    for (const track of stream?.getTracks() ?? []) track.stop()
  }

  look().catch(fail)
  return end
}
