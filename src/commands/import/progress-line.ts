/** One line on a terminal that is written over; nothing where nobody watches. `size` in bytes. */
export function progressLine(size: number) {
  const { stderr } = process
  let shownAt = 0
  return {
    show({ bytes, rows }: { bytes: number; rows: number }) {
      if (!stderr.isTTY || performance.now() - shownAt < 100) return
      shownAt = performance.now()
      const share = size === 0 ? 100 : Math.min(100, Math.floor((bytes / size) * 100))
      stderr.write(`\r${String(share).padStart(3)} %  ${rows.toLocaleString('en')} rows`)
    },
    end() {
      if (stderr.isTTY && shownAt > 0) stderr.write('\r\u001B[K')
    },
  }
}
