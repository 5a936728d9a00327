/** Asks the person, and gives the office what it needs to reach this browser. Undefined: they said no, or the browser can't. */
export async function subscribe(key: string): Promise<PushSubscriptionJSON | undefined> {
  if ((await Notification.requestPermission()) !== 'granted') return undefined
  try {
    await navigator.serviceWorker.register('/worker.js')
    const { pushManager } = await navigator.serviceWorker.ready
    const known = await pushManager.getSubscription()
    const isOurs = known?.options.applicationServerKey && written(known.options.applicationServerKey) === key
    // One that was made with another key reaches nobody.
    if (known && !isOurs) await known.unsubscribe()
    const made =
      known && isOurs ? known : await pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: key })
    return made.toJSON()
  } catch {
    // A browser without a push service behind it: nothing is lost but this way.
    return undefined
  }
}

function written(key: ArrayBuffer): string {
  const bytes = btoa(String.fromCharCode(...new Uint8Array(key)))
  return bytes.replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '')
}
