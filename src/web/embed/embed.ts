import { launcherTexts } from './launcher-texts.ts'
import { styles } from './styles.ts'

/**
 * The office's own site shows the chat with one line: <script src="https://…/embed.js" async></script>. A button in the
 * corner, in a shadow tree that the site's styles don't reach; the page itself is loaded only when it is opened.
 */
const source = document.currentScript instanceof HTMLScriptElement ? document.currentScript.src : undefined
if (source) addLauncher(new URL(source).origin)

function addLauncher(origin: string): void {
  const { lang, dir } = document.documentElement
  const texts = launcherTexts(lang || navigator.language)
  const host = document.createElement('div')
  if (dir || texts.direction === 'rtl') host.dir = dir || texts.direction
  host.lang = texts.language
  const shadow = host.attachShadow({ mode: 'open' })
  const sheet = new CSSStyleSheet()
  sheet.replaceSync(styles)
  shadow.adoptedStyleSheets = [sheet]

  const button = document.createElement('button')
  button.type = 'button'
  button.setAttribute('aria-expanded', 'false')
  button.textContent = texts.open
  const frame = document.createElement('iframe')
  frame.title = texts.title
  frame.hidden = true
  shadow.append(frame, button)

  function show(isOpen: boolean): void {
    if (isOpen && !frame.src) frame.src = `${origin}/?embed&language=${texts.language}`
    frame.hidden = !isOpen
    button.textContent = isOpen ? texts.close : texts.open
    button.setAttribute('aria-expanded', String(isOpen))
    if (isOpen) frame.focus()
    else button.focus()
  }

  button.addEventListener('click', () => show(frame.hidden === true))
  host.addEventListener('keydown', (event) => {
    if (event.key === 'Escape' && !frame.hidden) show(false)
  })
  addEventListener('message', ({ source: sender, data }) => {
    if (sender === frame.contentWindow && data === 'terminlotse:close') show(false)
  })
  const append = () => document.body.append(host)
  if (document.readyState === 'loading') addEventListener('DOMContentLoaded', append)
  else append()
}
