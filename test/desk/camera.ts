import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser } from 'playwright-core'
import { encode } from 'uqr'
import { openChromium } from '../web/chromium.ts'

const [width, height] = [640, 480]

/** A browser whose camera sees a QR code held up before a grey wall; it asks nobody who has not granted it. */
export async function seeing(text: string, act: (browser: Browser) => Promise<void>): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'camera-'))
  const film = join(folder, 'film.y4m')
  await writeFile(film, filmOf(text))
  const browser = await openChromium([
    '--use-fake-device-for-media-stream',
    `--use-file-for-fake-video-capture=${film}`,
  ])
  try {
    await act(browser)
  } finally {
    await browser.close()
    await rm(folder, { recursive: true })
  }
}

/** Two frames of raw video in YUV4MPEG2; Chromium shows them again and again. */
function filmOf(text: string): Buffer {
  const { data, size } = encode(text, { border: 4 })
  const scale = Math.floor((height * 0.6) / size)
  const left = Math.floor((width - size * scale) / 2)
  const top = Math.floor((height - size * scale) / 2)
  const picture = Buffer.alloc((width * height * 3) / 2, 128)
  for (let y = 0; y < size * scale; y++)
    for (let x = 0; x < size * scale; x++)
      picture[(top + y) * width + left + x] = data[Math.floor(y / scale)]?.[Math.floor(x / scale)] ? 30 : 220
  const frame = Buffer.concat([Buffer.from('FRAME\n'), picture])
  return Buffer.concat([Buffer.from(`YUV4MPEG2 W${width} H${height} F15:1 Ip A1:1 C420jpeg\n`), frame, frame])
}
