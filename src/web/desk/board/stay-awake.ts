/** Keeps the screen on while the page is seen, where the browser can. */
export function stayAwake(): () => void {
  let lock: WakeLockSentinel | undefined
  async function ask(): Promise<void> {
    if (document.visibilityState !== 'visible' || !('wakeLock' in navigator)) return
    lock = await navigator.wakeLock.request('screen').catch(() => undefined)
  }
  const again = () => void ask()
  document.addEventListener('visibilitychange', again)
  void ask()
  return () => {
    document.removeEventListener('visibilitychange', again)
    void lock?.release()
  }
}
