/** The one function of react-dom that the tests use; its types are not worth a package. */
declare module 'react-dom/client' {
  export function createRoot(container: Element): { render(node: React.ReactNode): void; unmount(): void }
}
