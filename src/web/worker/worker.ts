/** Shows that there is a message, and leads to it. It knows nothing of what the message says. */

type PushEvent = Event & { data: { json(): unknown } | null; waitUntil(work: Promise<unknown>): void }
type ClickEvent = Event & { notification: Notification; waitUntil(work: Promise<unknown>): void }
type Tab = { url: string; focus(): Promise<unknown> }

type Scope = {
  addEventListener(type: 'push', listener: (event: PushEvent) => void): void
  addEventListener(type: 'notificationclick', listener: (event: ClickEvent) => void): void
  registration: { showNotification(title: string, options: NotificationOptions): Promise<void> }
  clients: { matchAll(which: { type: 'window' }): Promise<Tab[]>; openWindow(url: string): Promise<unknown> }
}

function listen(scope: Scope): void {
  scope.addEventListener('push', (event) => {
    const { title, body, language } = read(event.data?.json())
    const dir = language === 'ar' ? 'rtl' : 'ltr'
    // Several messages are one notification: the chat says them all.
    event.waitUntil(scope.registration.showNotification(title, { body, lang: language, dir, tag: 'message' }))
  })
  scope.addEventListener('notificationclick', (event) => {
    event.notification.close()
    event.waitUntil(open(scope))
  })
}

async function open({ clients }: Scope): Promise<unknown> {
  const tabs = await clients.matchAll({ type: 'window' })
  const chat = tabs.find(({ url }) => new URL(url).pathname === '/')
  return chat ? chat.focus() : clients.openWindow('/')
}

function read(data: unknown): { title: string; body: string; language: string } {
  const texts: Record<string, unknown> = typeof data === 'object' && data !== null ? { ...data } : {}
  const text = (key: string) => (typeof texts[key] === 'string' ? texts[key] : '')
  return { title: text('title') || 'Termin', body: text('body'), language: text('language') || 'de' }
}

function isScope(value: object): value is Scope {
  return 'registration' in value && 'clients' in value
}

const here: object = globalThis
if (isScope(here)) listen(here)
