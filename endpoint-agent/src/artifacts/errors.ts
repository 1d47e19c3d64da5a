/** There is no room for an artifact; nothing of what was there is lost. */
export class ArtifactRoomError extends Error {
  override readonly name = 'ArtifactRoomError';
  readonly needBytes: number;

  constructor(dir: string, needBytes: number, options?: ErrorOptions) {
    super(
      `there is no room for the artifact: free ${needBytes} bytes on the file system of ${dir}`,
      options,
    );
    this.needBytes = needBytes;
  }
}

/** What came is not the artifact, however often it is asked for. */
export class WrongArtifactError extends Error {
  override readonly name = 'WrongArtifactError';
}
