package dev.pollwatch.diagnose;

/** Where the frames of a loop's framework are looked up: asked on an agent thread, each time a stack of the loop is judged. */
@FunctionalInterface
public interface IdleHints {

    /** No framework is known. No lambda: made on the host's way to its {@code main}. */
    IdleHints NONE = new IdleHints() {
        @Override
        public FrameworkFrames of(String loop) {
            return FrameworkFrames.NONE;
        }
    };

    /**
     * What is known of a loop's framework.
     *
     * @param loop the loop's name as every view shows it, {@code io.netty.channel.nio.NioEventLoop#run}, maybe with a descriptor
     * @return its frames, {@link FrameworkFrames#NONE} where nothing is known
     */
    FrameworkFrames of(String loop);
}
