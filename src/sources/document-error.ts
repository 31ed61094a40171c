/** A document cannot be read as a whole. The message goes on behind the document's name: "is empty". */
export class DocumentError extends Error {}
