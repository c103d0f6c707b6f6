"""What all values have in common: they are equal when their fields are."""


class Value:
    """The base of the frozen dataclasses of the domain.

    Equality, hash and representation are written here once. A dataclass can have them generated,
    but it compiles them anew for each class at every start, which is half of what a class costs;
    hence `@dataclass(frozen=True, slots=True, eq=False, repr=False)`.
    """

    __slots__ = ()
    __match_args__: tuple[str, ...] = ()

    def __eq__(self, other: object) -> bool:
        if self is other:
            return True
        if type(self) is not type(other):
            return NotImplemented
        return all(getattr(self, name) == getattr(other, name) for name in self.__match_args__)

    def __hash__(self) -> int:
        return hash(tuple(getattr(self, name) for name in self.__match_args__))

    def __repr__(self) -> str:
        fields = ", ".join(f"{name}={getattr(self, name)!r}" for name in self.__match_args__)
        return f"{type(self).__name__}({fields})"
