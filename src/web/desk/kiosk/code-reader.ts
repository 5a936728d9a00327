/** Reads the QR code that the camera shows just now, if there is one. */
export type CodeReader = (video: HTMLVideoElement) => Promise<string | undefined>

/** As the browser reads it by itself; most do not, or not on every system: for them a reader of our own is loaded. */
export async function codeReader(): Promise<CodeReader> {
  return (await readerOfBrowser()) ?? readerOfOurs()
}

type Detector = { detect(source: HTMLVideoElement): Promise<readonly { rawValue: string }[]> }
type DetectorMaker = {
  new (options: { formats: readonly string[] }): Detector
  getSupportedFormats(): Promise<readonly string[]>
}

const format = 'qr_code'

async function readerOfBrowser(): Promise<CodeReader | undefined> {
  const found: unknown = Reflect.get(window, 'BarcodeDetector')
  if (!isMaker(found) || !(await found.getSupportedFormats()).includes(format)) return undefined
  const detector = new found({ formats: [format] })
  return async (video) => (await detector.detect(video))[0]?.rawValue
}

function isMaker(found: unknown): found is DetectorMaker {
  return typeof found === 'function' && 'getSupportedFormats' in found
}

/** Pixels on the longer side: on a phone held before the camera a module is then three of them, and a look takes 30 ms. */
const sharp = 640

async function readerOfOurs(): Promise<CodeReader> {
  const { default: jsqr } = await import('jsqr')
  const canvas = document.createElement('canvas')
  const context = canvas.getContext('2d', { willReadFrequently: true })
  if (context === null) throw new Error('This browser draws nothing')
  return async (video) => {
    const { videoWidth, videoHeight } = video
    if (videoWidth === 0) return undefined
    const scale = Math.min(1, sharp / Math.max(videoWidth, videoHeight))
    const [width, height] = [Math.round(videoWidth * scale), Math.round(videoHeight * scale)]
    canvas.width = width
    canvas.height = height
    context.drawImage(video, 0, 0, width, height)
    const { data } = context.getImageData(0, 0, width, height)
    return jsqr.default(data, width, height, { inversionAttempts: 'dontInvert' })?.data
  }
}
