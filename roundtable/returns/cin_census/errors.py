class CannotReadReturn(Exception):
    """
    The whole file is refused; the message is one line in plain words, fit for the operator.

    Nothing smaller raises it: what is wrong with one child is a `Problem` or a `RefusedChild`.
    """

    def __init__(self, message: str) -> None:
        self.message = " ".join(message.split())
        super().__init__(self.message)
