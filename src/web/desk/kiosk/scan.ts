type Detector = { detect(source: HTMLVideoElement): Promise<readonly { rawValue: string }[]> }
type DetectorMaker = new (options: { formats: readonly string[] }) => Detector

/** Whether this browser reads QR codes by itself. */
export function canScan(): boolean {
  return 'BarcodeDetector' in window && 'mediaDevices' in navigator
}

/** Looks through the camera until a code is found or the returned function is called. Nothing leaves the tablet but the code. */
export function scan(video: HTMLVideoElement, found: (code: string) => void): () => void {
  let isOn = true
  let stream: MediaStream | undefined

  async function look(): Promise<void> {
    stream = await navigator.mediaDevices.getUserMedia({ video: { facingMode: 'user' } })
    if (!isOn) return end()
    video.srcObject = stream
    await video.play()
    const detector = new (maker())({ formats: ['qr_code'] })
    while (isOn) {
      const [code] = await detector.detect(video)
      if (code) return found(code.rawValue)
      await new Promise((resolve) => setTimeout(resolve, 200))
    }
  }

  function end(): void {
    isOn = false
    for (const track of stream?.getTracks() ?? []) track.stop()
  }

  // Without a camera, or without leave to use it, the code is typed.
  look().catch(end)
  return end
}

function maker(): DetectorMaker {
  const found: unknown = Reflect.get(window, 'BarcodeDetector')
  if (!isMaker(found)) throw new Error('This browser reads no QR codes')
  return found
}

function isMaker(found: unknown): found is DetectorMaker {
  return typeof found === 'function'
}
