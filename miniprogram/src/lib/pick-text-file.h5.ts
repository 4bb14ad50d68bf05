/** A text file from the computer. */
export function pickTextFile(): Promise<string | undefined> {
  return new Promise((done) => {
    const input = document.createElement('input')
    input.type = 'file'
    input.accept = '.csv,.txt,text/csv,text/plain'
    input.onchange = () => done(input.files?.[0]?.text())
    input.click()
  })
}
